"""Trains a byte-level BPE tokenizer on three sentences and writes what it makes of a few texts.

    python make_tokenizer.py      (tokenizers 0.23.3; writes tokenizer.json and tokens.json beside itself)
"""

import json
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

HERE = Path(__file__).parent
SENTENCES = [
    "The miller grinds the corn and the wheel turns the mill.",
    "물방앗간은 물의 힘으로 곡식을 빻는다.",
    "The mill stands by the river; the river turns the wheel.",
]
TEXTS = ["", "The miller grinds the corn.", "  two  spaces\n\ttab", "물방앗간 🌾 é", "The end<|end|>The mill",
         "e\u0301 \u200d🌧️ 磨坊"]

tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
tokenizer.train_from_iterator(SENTENCES * 3, trainers.BpeTrainer(
    vocab_size=300, special_tokens=["<|end|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    show_progress=False))
tokenizer.save(str(HERE / "tokenizer.json"), pretty=False)
cases = []
for text in TEXTS:
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    cases.append({"text": text, "ids": ids, "decoded": tokenizer.decode(ids, skip_special_tokens=False)})
(HERE / "tokens.json").write_text(json.dumps(cases, ensure_ascii=False), encoding="utf-8")
