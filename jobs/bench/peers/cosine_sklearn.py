"""scikit-learn: TfidfVectorizer and cosine_similarity, in blocks of rows to spare memory."""

import common

BLOCK = 500


def similar(vectors, threshold):
    from sklearn.metrics.pairwise import cosine_similarity

    for start in range(0, vectors.shape[0], BLOCK):
        block = cosine_similarity(vectors[start : start + BLOCK], vectors)
        rows, columns = (block > threshold).nonzero()
        for row, column in zip(rows.tolist(), columns.tolist()):
            if start + row < column:
                yield start + row, column, float(block[row, column])


def main():
    options = common.parser(__doc__).parse_args()
    documents = common.texts(options.texts)
    clock = common.Clock()
    vectors = common.tfidf(documents)
    clock.lap("vectorise")
    pairs = list(similar(vectors, options.threshold))
    clock.lap("join")
    common.report(clock, pairs, options.pairs)


if __name__ == "__main__":
    main()
