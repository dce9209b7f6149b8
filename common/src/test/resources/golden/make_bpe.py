"""Merges that Hugging Face's trainer finds in texts of our own.

    python make_bpe.py      (tokenizers 0.23.3; writes bpe_merges.jsonl beside itself)
"""

import itertools
import json
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

HERE = Path(__file__).parent

WHO = ["the miller", "the miller's daughter", "an old heron", "nobody", "the baker", "a grey donkey", "Anna", "we'll"]
DOES = ["grinds", "is grinding", "carries", "weighs", "doesn't count", "has counted", "stores", "sifted"]
WHAT = ["the corn", "12 sacks of rye", "345 stones", "the wheel", "flour, bran & grit", "water", "the mill-race"]
WHERE = ["by the river.", "at dawn!", "in 1999?", "under the bridge...", "on the hill;", "near the sluice,"]
KOREAN_WHO = ["방앗간 주인이", "할머니가", "당나귀는", "아무도", "제빵사가"]
KOREAN_WHAT = ["밀을", "쌀가루를", "보리 열두 자루를", "물레방아를", "돌 345개를"]
KOREAN_DOES = ["빻는다.", "옮겼다!", "세지 않았습니다.", "씻고 있어요?", "모았다..."]
GERMAN = ["Der Müller mahlt das Korn.", "Die Mühle läuft über Nacht.", "Größer wäre schöner, sagt der Bäcker.",
          "Überall Mehlstaub: auf Säcken, auf Mützen."]
CHINESE = ["磨坊在河边。", "磨坊主磨麦子。", "水车转得很快!", "谁在磨坊里数袋子?", "十二袋麦子在河边。"]
OTHERS = ["Мельник мелет зерно у реки.", "Мельница стоит у реки.", "الطاحونة قرب النهر.", "水車小屋は川のそばにある。",
          "चक्की नदी के पास है।", "cafe\u0301 caf\u00e9 cafe\u0301s", "🌾🌾 🐴🚜 👩‍🌾👩🏽‍🌾 🇰🇷", "\tif (grain > 0) {\n\t\tgrind(grain);\n\t}\n",
          "", " ", "\n\n\n", "   three   blanks   ", "aaaaaaaaaaaaaaa", "abababababab bababa", "no\u00a0break\u2028line\u0085next",
          "½ ² ① Ⅻ ٣", "can't, won't, it's, I'd, they've, you're, I'm, she'll 'sure'"]


def sentences():
    english = [" ".join(parts) for n, parts in enumerate(itertools.product(WHO, DOES, WHAT, WHERE)) if n % 17 == 0]
    korean = [" ".join(parts) for n, parts in enumerate(itertools.product(KOREAN_WHO, KOREAN_WHAT, KOREAN_DOES)) if n % 2]
    return english + korean + GERMAN * 3 + CHINESE * 4 + OTHERS * 2


def splitter(name):
    if name == "gpt2":
        return pre_tokenizers.ByteLevel(add_prefix_space=False)
    return pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(r" ?\p{L}+|\p{N}|[^\p{L}\p{N}]"), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def train(name, texts, splitting, vocabulary, least, special):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = splitter(splitting)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=vocabulary, min_frequency=least, special_tokens=special, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    model = json.loads(tokenizer.to_str())["model"]
    tokens = [token for token, _ in sorted(model["vocab"].items(), key=lambda entry: entry[1])]
    return {"name": name, "splitting": splitting, "vocabulary": vocabulary, "least_count": least, "special": special,
            "texts": texts, "tokens": tokens, "merges": model["merges"]}


def main():
    texts = sentences()
    rows = [
        train("gpt2, several languages", texts, "gpt2", 900, 2, ["<|endoftext|>", "<|pad|>"]),
        train("small, several languages", texts, "small", 700, 0, ["<|endoftext|>"]),
        train("until no pair is left", OTHERS, "gpt2", 4000, 0, []),
        train("rare pairs are left out", texts[:60], "small", 2000, 5, ["<end>"]),
        train("ties alone", ["ab cd ef gh", "ba dc fe hg", "abcd efgh", "mlkj ponm"], "gpt2", 275, 0, []),
        train("one letter", ["a" * n for n in (1, 2, 3, 7, 31)], "small", 270, 0, ["a"]),
        train("nothing to merge", ["", "a", "b"], "gpt2", 300, 0, ["x"]),
    ]
    with open(HERE / "bpe_merges.jsonl", "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    for row in rows:
        print(row["name"], len(row["tokens"]), len(row["merges"]))


main()
