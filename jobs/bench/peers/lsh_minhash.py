"""datasketch: MinHash over the set of character 3-grams, candidates from its LSH index."""

import common


def grams(text):
    whole = " ".join(common.plain(text).split())
    return {whole[i : i + 3].encode() for i in range(max(1, len(whole) - 2))}


def main():
    from datasketch import MinHash, MinHashLSH

    parser = common.parser(__doc__)
    parser.add_argument("--jaccard", type=float, required=True)
    parser.add_argument("--permutations", type=int, required=True)
    options = parser.parse_args()
    documents = common.texts(options.texts)
    clock = common.Clock()
    sketches = [
        sketch
        for sketch in MinHash.generator(
            (grams(text) for text in documents), num_perm=options.permutations, seed=1
        )
    ]
    clock.lap("vectorise")
    index = MinHashLSH(threshold=options.jaccard, num_perm=options.permutations)
    pairs = []
    for row, sketch in enumerate(sketches):
        for other in index.query(sketch):
            estimate = sketch.jaccard(sketches[other])
            if estimate > options.jaccard:
                pairs.append((other, row, float(estimate)))
        index.insert(row, sketch)
    clock.lap("join")
    common.report(clock, pairs, options.pairs)


if __name__ == "__main__":
    main()
