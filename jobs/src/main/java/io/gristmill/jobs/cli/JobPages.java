package io.gristmill.jobs.cli;

import io.gristmill.jobs.cli.JobPage.Group;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The help pages of all jobs: their settings, flags and examples. A new flag is one key here. */
final class JobPages {

  private static final Map<String, JobPage> PAGES = pages();

  private JobPages() {}

  static Optional<JobPage> page(String job) {
    return Optional.ofNullable(PAGES.get(job));
  }

  /** All pages by job, in the order of the program's help. */
  static Map<String, JobPage> all() {
    return PAGES;
  }

  private static Map<String, JobPage> pages() {
    Map<String, JobPage> pages = new LinkedHashMap<>();
    addMaking(pages);
    addCleaning(pages);
    addShaping(pages);
    addTraining(pages);
    addOperating(pages);
    return pages;
  }

  private static void addMaking(Map<String, JobPage> pages) {
    pages.put(
        "generate",
        new JobPage(Group.MAKE)
            .settings(
                "generate.recipe",
                "generate.num-rows",
                "generate.seed-tasks",
                "!alpaca.language",
                "llm.provider",
                "llm.base-url",
                "llm.model",
                "llm.budget.max-cost-usd")
            .moreFlags(
                "llm.api-key",
                "llm.sampling.temperature",
                "llm.sampling.max-tokens",
                "llm.max-concurrency",
                "generate.max-rounds",
                "run.format",
                "seed")
            .example(
                "Generate 20 rows with the built-in rehearsal model",
                "gristmill generate -o out/made --num-rows 20")
            .example(
                "Rewrite instructions of existing data as Evol-Instruct does",
                "gristmill generate sample:more.json -o out/evolved --recipe evol-instruct"
                    + " evol-instruct.num-evolutions=1")
            .example(
                "Check the settings for an OpenAI-compatible server (vLLM) without calling it",
                "gristmill generate -o out/vllm --provider openai-chat --model qwen"
                    + " --base-url http://localhost:8000/v1 --dry-run"));
    pages.put(
        "plan",
        new JobPage(Group.MAKE)
            .settings(
                "generate.recipe",
                "generate.num-rows",
                "generate.seed-tasks",
                "generate.initial-prompts-per-round",
                "generate.max-prompts-per-round",
                "llm.provider",
                "llm.base-url",
                "llm.model",
                "llm.max-concurrency",
                "llm.budget.max-cost-usd")
            .example("Forecast the default recipe", "gristmill plan")
            .example(
                "Forecast 52,000 tasks of Self-Instruct",
                "gristmill plan --recipe self-instruct --num-rows 52000")
            .example(
                "Forecast the cost with a price (USD per million tokens)",
                "gristmill plan llm.prices='{rehearsal{input-per-million=0.5,"
                    + "output-per-million=1.5}}'"));
    pages.put(
        "respond",
        new JobPage(Group.MAKE)
            .settings(
                "respond.model",
                "respond.prompt-mode",
                "respond.max-new-tokens",
                "respond.temperature",
                "respond.top-p",
                "respond.batch-size",
                "respond.device",
                "respond.splits",
                "llm.provider",
                "llm.base-url")
            .moreFlags(
                "respond.top-k",
                "respond.stop-strings",
                "respond.bf16",
                "llm-model=llm.model",
                "training-data.prompt-template",
                "run.format",
                "seed")
            .example(
                "Answer with the built-in rehearsal model",
                "gristmill respond sample:more.json -o out/answers")
            .example(
                "Limit answers to 32 tokens and write JSON lines",
                "gristmill respond sample:more.json -o out/short --max-new-tokens 32"
                    + " --format jsonl")
            .example(
                "Check the settings for an OpenAI-compatible server (vLLM) without calling it",
                "gristmill respond sample: -o out/vllm --provider openai-chat --llm-model qwen"
                    + " --base-url http://localhost:8000/v1 --dry-run"));
    pages.put(
        RehearsalServerCommand.NAME,
        new JobPage(Group.MAKE)
            .settings(
                "rehearsal.server.port",
                "rehearsal.server.host",
                "rehearsal.server.threads",
                "rehearsal.server.latency-millis",
                "rehearsal.server.requests-per-minute",
                "rehearsal.server.tokens-per-minute",
                "rehearsal.server.api-key",
                "rehearsal.server.billing-log",
                "rehearsal.languages",
                "rehearsal.style")
            .example(
                "Serve on a free port, which is printed", "gristmill rehearsal-server --port 0")
            .example(
                "Serve with a quota, to test a client",
                "gristmill rehearsal-server --port 0 --requests-per-minute 60")
            .example(
                "Fail one request in ten with HTTP status 500",
                "gristmill rehearsal-server --port 0 transport.server-error=0.1"));
  }

  private static void addCleaning(Map<String, JobPage> pages) {
    pages.put(
        "filter",
        new JobPage(Group.CLEAN)
            .settings(
                "filter.preset",
                "!filter.rules.length.instruction.min-words",
                "!filter.rules.length.output.max-chars",
                "!filter.rules.blocklist.enabled",
                "!filter.rules.truncated.enabled",
                "!filter.rules.refusal.enabled",
                "!filter.rules.repetition.enabled",
                "!filter.rules.allowed-scripts.scripts",
                "!filter.rules.quality-score.min-score",
                "!filter.rules.exact-duplicate.fields")
            .moreFlags("run.format", "seed")
            .example(
                "Drop broken records of any language", "gristmill filter sample: -o out/filtered")
            .example(
                "Use the rules of Stanford Alpaca",
                "gristmill filter sample:more.json -o out/alpaca --preset alpaca")
            .example(
                "Keep instructions of at least 3 words",
                "gristmill filter sample:more.json -o out/long"
                    + " rules.length.instruction.min-words=3"));
    pages.put(
        "novelty",
        new JobPage(Group.CLEAN)
            .settings(
                "novelty.threshold",
                "novelty.compare-field",
                "novelty.word-splitting",
                "novelty.compare-with",
                "novelty.top-k",
                "novelty.write-max-score",
                "novelty.write-avg-similarity-score",
                "novelty.engine",
                "novelty.partition-chars",
                "novelty.threads")
            .moreFlags("run.format", "seed")
            .example(
                "Drop rows similar to earlier ones by ROUGE-L",
                "gristmill novelty sample:more.json -o out/novel")
            .example(
                "Use a lower threshold and write the highest score of each row",
                "gristmill novelty sample:more.json -o out/scored --threshold 0.5"
                    + " --write-max-score")
            .example(
                "Also compare with earlier data",
                "gristmill novelty sample:instructions.jsonl -o out/new --compare-with"
                    + " out/novel/rows"));
    pages.put(
        "dedup",
        new JobPage(Group.CLEAN)
            .settings(
                "dedup.threshold",
                "!dedup.fields.instruction",
                "!dedup.fields.output",
                "dedup.ngram-range",
                "dedup.keep",
                "dedup.rank-by",
                "dedup.write-pairs",
                "dedup.strategy",
                "dedup.engine",
                "dedup.threads")
            .moreFlags("dedup.partition-chars", "dedup.max-pairs", "run.format", "seed")
            .example("Remove near-duplicates", "gristmill dedup sample: -o out/dedup")
            .example(
                "Use a stricter threshold and write every similar pair",
                "gristmill dedup sample:more.json -o out/pairs --threshold 0.9 --write-pairs")
            .example(
                "Compare instruction and input together",
                "gristmill dedup sample:more.json -o out/both fields.instruction=off"
                    + " fields.instruction-input=remove"));
    pages.put(
        "decontaminate",
        new JobPage(Group.CLEAN)
            .settings(
                "decontaminate.benchmarks",
                "decontaminate.benchmark-fields",
                "decontaminate.fields",
                "decontaminate.ngram-size",
                "decontaminate.char-ngram-size",
                "decontaminate.min-ngram-size")
            .moreFlags("run.format", "seed")
            .example(
                "Drop records that share 13 words with an evaluation set",
                "gristmill ingest sample:more.json -o eval",
                "gristmill decontaminate sample:instructions.jsonl -o out/clean --benchmarks"
                    + " eval/rows")
            .example(
                "Compare 8-grams of outputs only",
                "gristmill decontaminate sample:instructions.jsonl -o out/8 --benchmarks eval/rows"
                    + " --ngram-size 8 --fields output")
            .example(
                "Check the settings and the benchmarks",
                "gristmill decontaminate sample: -o out/check --benchmarks eval/rows --dry-run"));
  }

  private static void addShaping(Map<String, JobPage> pages) {
    pages.put(
        "ingest",
        new JobPage(Group.SHAPE)
            .settings(
                "input-format=ingest.format",
                "ingest.dataset-format",
                "!ingest.columns",
                "ingest.metadata",
                "ingest.max-record-bytes",
                "ingest.csv.delimiter",
                "ingest.csv.quote",
                "!ingest.spark.format",
                "!ingest.spark.table",
                "run.format")
            .moreFlags("seed")
            .example(
                "Read files of any format into one table", "gristmill ingest sample: -o out/all")
            .example(
                "Write the table as JSON lines",
                "gristmill ingest sample:more.json -o out/jsonl --format jsonl")
            .example(
                "Use the field language of the records as the source",
                "gristmill ingest sample:multilingual.jsonl.gz -o out/mapped"
                    + " 'columns={source=language}'"));
    pages.put(
        "mix",
        new JobPage(Group.SHAPE)
            .settings(
                "mix.num-rows",
                "mix.strategy",
                "!mix.weights",
                "mix.group-by",
                "mix.source-groups",
                "mix.examples-cap",
                "mix.temperature",
                "mix.max-per-source",
                "mix.replacement",
                "mix.on-missing")
            .moreFlags("run.format", "seed")
            .example(
                "Sample 100 rows, sources in proportion to their sizes",
                "gristmill mix sample: -o out/mix --num-rows 100")
            .example(
                "Take at most 20 rows per source",
                "gristmill mix sample:more.json -o out/capped --max-per-source 20")
            .example(
                "Use weights",
                "gristmill mix sample: -o out/weighted --strategy weights --on-missing ignore"
                    + " 'weights={\"instructions.jsonl\"=3,\"more.json\"=1}'"));
    pages.put(
        "split",
        new JobPage(Group.SHAPE)
            .settings(
                "!split.ratios.train",
                "!split.ratios.validation",
                "!split.ratios.test",
                "split.leakage",
                "split.compare-field",
                "split.threshold")
            .moreFlags("run.format", "seed")
            .example(
                "Split into train, validation and test", "gristmill split sample: -o out/split")
            .example(
                "Split 90 to 10 and keep similar rows together",
                "gristmill split sample: -o out/grouped --leakage group"
                    + " 'ratios={train=0.9,validation=0,test=0.1}'")
            .example("Use another seed", "gristmill split sample:more.json -o out/seed7 --seed 7"));
    pages.put(
        "export",
        new JobPage(Group.SHAPE)
            .settings(
                "export.formats",
                "export.file-format",
                "export.dataset-name",
                "export.drop-duplicates",
                "export.multi-turn",
                "!export.card.license",
                "!export.preference.prompt-template")
            .moreFlags("export.instruction-input-separator", "run.format", "seed")
            .example("Write files in the format of Alpaca", "gristmill export sample: -o out/files")
            .example(
                "Write two formats, as Parquet",
                "gristmill export sample:more.json -o out/two --formats messages --formats chatml"
                    + " --file-format parquet")
            .example(
                "Set the name and license on the data set card",
                "gristmill export sample:more.json -o out/card --dataset-name chores"
                    + " card.license=cc-by-4.0"));
  }

  private static void addTraining(Map<String, JobPage> pages) {
    pages.put(
        TokenizerCommand.NAME,
        new JobPage(Group.TRAIN)
            .settings(
                "tokenizer.vocab-size",
                "tokenizer.min-frequency",
                "tokenizer.pre-tokenizer",
                "tokenizer.special-tokens",
                "tokenizer.eos-token",
                "tokenizer.pad-token",
                "tokenizer.bos-token",
                "training-data.prompt-template",
                "training-data.dataset-format",
                "training-data.default-system")
            .example("Train on records", "gristmill tokenizer sample: -o out/tokenizer")
            .example(
                "Train a small vocabulary for small models",
                "gristmill tokenizer sample: -o out/small --vocab-size 1000")
            .example(
                "Use your own special tokens",
                "gristmill tokenizer sample: -o out/chat --special-tokens '[\"<s>\",\"</s>\"]'"
                    + " --eos-token '</s>' --pad-token '</s>'"));
    pages.put(
        "tokenize",
        new JobPage(Group.TRAIN)
            .settings(
                "tokenize.tokenizer",
                "tokenize.dataset-type",
                "tokenize.file-format",
                "training-data.dataset-format",
                "training-data.prompt-template",
                "training-data.max-length",
                "training-data.packing",
                "training-data.loss-on")
            .moreFlags("training-data.eos-token", "run.format", "seed")
            .example(
                "Tokenize with your own tokenizer",
                "gristmill tokenizer sample: -o tokenizer",
                "gristmill tokenize sample: -o out/tokens --tokenizer tokenizer")
            .example(
                "Pack examples into rows of 256 tokens",
                "gristmill tokenize sample:more.json -o out/packed --tokenizer tokenizer --packing"
                    + " --max-length 256")
            .example(
                "Include prompts in the loss",
                "gristmill tokenize sample:more.json -o out/all --tokenizer tokenizer --loss-on"
                    + " all"));
    pages.put(
        "sft",
        new JobPage(Group.TRAIN)
            .settings(
                "sft.model",
                "sft.eval-dataset",
                "sft.num-train-epochs",
                "sft.max-steps",
                "sft.per-device-train-batch-size",
                "sft.gradient-accumulation-steps",
                "sft.learning-rate",
                "lora-r=sft.lora.r",
                "training-data.prompt-template",
                "training-data.max-length")
            .moreFlags(
                "sft.warmup-steps",
                "sft.lr-scheduler-type",
                "sft.weight-decay",
                "sft.eval-steps",
                "sft.save-steps",
                "sft.logging-steps",
                "sft.bf16",
                "sft.device",
                "sft.run-on",
                "sft.report-to",
                "training-data.packing",
                "tokenizer=sft.scratch.tokenizer",
                "seed")
            .example(
                "Train a small model from scratch for 2 steps",
                "gristmill tokenizer sample: -o tokenizer",
                "gristmill sft sample:more.json -o out/scratch --tokenizer tokenizer --max-steps 2")
            .example(
                "Fine-tune a model directory in Hugging Face layout",
                "gristmill sft sample:more.json -o out/sft --model out/scratch/model --max-steps 2"
                    + " --learning-rate 1e-4")
            .example(
                "Train LoRA adapters",
                "gristmill sft sample:more.json -o out/lora --model out/scratch/model --lora-r 4"
                    + " max-steps=2"));
    pages.put(
        "dpo",
        new JobPage(Group.TRAIN)
            .settings(
                "dpo.model",
                "dpo.eval-dataset",
                "dpo.num-train-epochs",
                "dpo.max-steps",
                "dpo.per-device-train-batch-size",
                "dpo.gradient-accumulation-steps",
                "dpo.learning-rate",
                "dpo.loss.beta",
                "dpo.loss.loss-type",
                "lora-r=dpo.lora.r")
            .moreFlags(
                "dpo.loss.loss-weights",
                "dpo.loss.label-smoothing",
                "dpo.warmup-steps",
                "dpo.lr-scheduler-type",
                "dpo.eval-steps",
                "dpo.save-steps",
                "dpo.bf16",
                "dpo.device",
                "dpo.run-on",
                "dpo.report-to",
                "training-data.prompt-template",
                "training-data.max-length",
                "tokenizer=dpo.scratch.tokenizer",
                "seed")
            .example(
                "Generate preferences, train a small model and align it for 2 steps",
                "gristmill generate sample:more.json -o pairs --recipe preferences",
                "gristmill tokenizer sample: -o tokenizer",
                "gristmill sft sample:more.json -o base --tokenizer tokenizer --max-steps 1",
                "gristmill dpo pairs -o out/dpo --model base/model --max-steps 2")
            .example(
                "Add the SFT loss of the chosen answers (RPO), which stabilizes small models",
                "gristmill dpo pairs -o out/rpo --model base/model --max-steps 2"
                    + " --loss-type '[sigmoid, sft]'")
            .example(
                "Check settings, model and data",
                "gristmill dpo pairs -o out/check --model base/model --beta 0.3 --dry-run"));
    pages.put(
        "reference",
        new JobPage(Group.TRAIN)
            .settings(
                "reference.model",
                "reference.device",
                "reference.bf16",
                "training-data.dataset-format",
                "training-data.prompt-template",
                "training-data.max-length",
                "training-data.truncation-mode")
            .moreFlags("training-data.eos-token", "run.format", "seed")
            .example(
                "Score preferences under a model",
                "gristmill generate sample:more.json -o pairs --recipe preferences",
                "gristmill tokenizer sample: -o tokenizer",
                "gristmill sft sample:more.json -o base --tokenizer tokenizer --max-steps 1",
                "gristmill reference pairs -o out/scored --model base/model")
            .example(
                "Train on the scored rows, which need no reference model",
                "gristmill dpo out/scored/rows -o out/dpo --model base/model --max-steps 1")
            .example(
                "Check settings and input",
                "gristmill reference pairs -o out/check --model base/model --dry-run"));
  }

  private static void addOperating(Map<String, JobPage> pages) {
    pages.put(
        "curate",
        new JobPage(Group.OPERATE)
            .settings(
                "curate.stages",
                "run.dataset",
                "run.keep-stages",
                "seed",
                "filter.preset",
                "novelty-threshold=novelty.threshold",
                "dedup-threshold=dedup.threshold",
                "export.formats",
                "llm.base-url",
                "llm.model")
            .moreFlags("run.format", "llm.provider", "generate.num-rows")
            .example("Clean and export the sample data", "gristmill curate -o out/v1")
            .example(
                "Choose the stages",
                "gristmill curate sample: -o out/split --stages '[filter, dedup, split, export]'")
            .example(
                "Publish a version of a data set, then list the versions",
                "gristmill curate sample:more.json --dataset data",
                "gristmill datasets list data"));
    pages.put(
        "datasets",
        new JobPage(Group.OPERATE)
            .example(
                "List the versions of a data set",
                "gristmill curate sample:more.json --dataset data",
                "gristmill datasets list data")
            .example("Show the latest version", "gristmill datasets show data")
            .example(
                "Compare two versions",
                "gristmill curate sample:more.json --dataset data --dedup-threshold 0.9",
                "gristmill datasets diff data 1 2"));
    pages.put(
        CompletionCommand.NAME,
        new JobPage(Group.OPERATE)
            .example("Print the script for bash", "gristmill completion bash")
            .example("Print the script for zsh", "gristmill completion zsh"));
    pages.put(
        HelpCommand.NAME,
        new JobPage(Group.OPERATE)
            .example("Show the help of a job", "gristmill help dedup")
            .example("List the jobs", "gristmill help"));
  }
}
