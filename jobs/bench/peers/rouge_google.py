"""rouge-score: rougeL of every pair of a few rows, called as Self-Instruct calls it."""

import common


def main():
    from rouge_score import rouge_scorer

    options = common.parser(__doc__).parse_args()
    documents = common.texts(options.texts)
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
    clock = common.Clock()
    pairs = []
    for right, text in enumerate(documents):
        for left in range(right):
            fmeasure = scorer.score(text, documents[left])["rougeL"].fmeasure
            if fmeasure > options.threshold:
                pairs.append((left, right, fmeasure))
    clock.lap("join")
    common.report(clock, pairs, options.pairs)


if __name__ == "__main__":
    main()
