"""sparse_dot_topn on scikit-learn's vectors: one thread, doubles, no limit on results per row."""

import common


def product(vectors, threshold):
    """Returns all entries above the threshold: raises the limit per row until no row is full."""
    from sparse_dot_topn import sp_matmul_topn

    transposed = vectors.T.tocsr()
    most = 256
    while True:
        clock = common.Clock()
        found = sp_matmul_topn(
            vectors, transposed, top_n=most, threshold=threshold, sort=False, n_threads=1
        )
        clock.lap("join")
        if most >= vectors.shape[0] or (found.indptr[1:] - found.indptr[:-1]).max() < most:
            return found.tocoo(), clock
        most *= 4


def main():
    options = common.parser(__doc__).parse_args()
    documents = common.texts(options.texts)
    clock = common.Clock()
    vectors = common.tfidf(documents)
    clock.lap("vectorise")
    found, join = product(vectors, options.threshold)
    clock.phases.update(join.phases)
    entries = zip(found.row.tolist(), found.col.tolist(), found.data.tolist())
    pairs = [entry for entry in entries if entry[0] < entry[1] and entry[2] > options.threshold]
    common.report(clock, pairs, options.pairs)


if __name__ == "__main__":
    main()
