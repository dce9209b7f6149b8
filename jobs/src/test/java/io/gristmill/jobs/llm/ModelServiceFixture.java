package io.gristmill.jobs.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.SamplingParams;
import io.gristmill.llm.budget.BudgetConfig;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.budget.PriceTable;
import io.gristmill.llm.client.LlmConfig;
import io.gristmill.llm.client.Provider;
import io.gristmill.rehearsal.RehearsalConfig;
import io.gristmill.rehearsal.server.RehearsalServer;
import io.gristmill.rehearsal.server.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A rehearsal server, and model services that use it. */
final class ModelServiceFixture implements AutoCloseable {

  /** Name of the model with a price: one dollar per million tokens. */
  static final String PAID = "paid-model";

  private final RehearsalServer server;
  private final List<String> settings = new ArrayList<>();

  private ModelServiceFixture(RehearsalServer server, String... more) {
    this.server = server;
    settings.add("llm.provider=openai-chat");
    settings.add("llm.base-url=\"" + server.url() + "\"");
    settings.add("llm.model=" + PAID);
    settings.add("llm.prices={ " + PAID + " { input-per-million = 1, output-per-million = 1 } }");
    settings.add("llm.retry.initial-backoff-seconds=0.01");
    settings.add("llm.retry.max-backoff-seconds=0.05");
    settings.addAll(List.of(more));
  }

  /**
   * @param more settings of server and client
   */
  static ModelServiceFixture of(String... more) {
    List<String> all = new ArrayList<>(List.of("rehearsal.server.port=0"));
    all.addAll(List.of(more));
    Problems problems = new Problems();
    ServerConfig config = ServerConfig.read(Settings.load(null, all, problems), problems);
    problems.throwIfAny();
    return new ModelServiceFixture(RehearsalServer.start(config), more);
  }

  RehearsalServer server() {
    return server;
  }

  /** A counter of the server's statistics. */
  long serverCount(String name) {
    try {
      JsonNode stats = new ObjectMapper().readTree(server.stats());
      return stats.required(name).asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nano-dollars that the server has billed. */
  long billedNanos() {
    return price().nanos(serverCount("prompt_tokens"), serverCount("completion_tokens"));
  }

  private static Price price() {
    Problems problems = new Problems();
    Price price =
        PriceTable.read(
                Settings.load(
                    null,
                    List.of(
                        "llm.prices={ "
                            + PAID
                            + " { input-per-million = 1, output-per-million = 1 } }"),
                    problems),
                problems)
            .price(PAID)
            .orElseThrow();
    problems.throwIfAny();
    return price;
  }

  ModelService open(Path responses, String... more) {
    return open(LocalSpark.session(), responses.toString(), more);
  }

  ModelService open(SparkSession spark, String responses, String... more) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    Problems problems = new Problems();
    Settings loaded = Settings.load(null, all, problems);
    LlmConfig model = LlmConfig.read(loaded, problems);
    BudgetConfig budget = BudgetConfig.read(loaded, problems);
    PriceTable prices = PriceTable.read(loaded, problems);
    Price price =
        budget.price(prices, model.model(), model.provider() != Provider.REHEARSAL, problems);
    RehearsalConfig rehearsal = RehearsalConfig.read(loaded, problems);
    problems.throwIfAny();
    return ModelService.open(spark, model, budget, price, responses, rehearsal);
  }

  static Request request(int number) {
    return request("Question number " + number);
  }

  static Request request(String question) {
    return new Request(
        PAID,
        Prompt.user(question),
        new SamplingParams(64, null, null, null, null, null, null, List.of(), null, null),
        0);
  }

  /** The outcomes of requests 0 to n - 1, sent from Spark tasks. */
  static List<RequestOutcome> callFromTasks(ModelService service, int n, int tasks) {
    return callFromTasks(LocalSpark.session(), service, n, tasks);
  }

  static List<RequestOutcome> callFromTasks(
      SparkSession spark, ModelService service, int n, int tasks) {
    ModelHandle handle = service.handle();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(IntStream.range(0, n).boxed().toList(), tasks)
        .mapPartitions(
            numbers -> {
              OrderedModelCalls<Integer> calls =
                  new OrderedModelCalls<>(
                      handle.modelClient(),
                      numbers,
                      ModelServiceFixture::request,
                      handle.threadsPerTask());
              List<RequestOutcome> outcomes = new ArrayList<>();
              calls.forEachRemaining(call -> outcomes.add(call.outcome()));
              return outcomes.iterator();
            })
        .collect();
  }

  static String text(RequestOutcome outcome) {
    return ((Answer) outcome).text();
  }

  /** Usage of all requests in the response store. */
  static TokenUsage stored(ModelService service) {
    return stored(service, 0);
  }

  /** Usage of the requests that the run of the service has stored. */
  static TokenUsage storedByThisRun(ModelService service) {
    return stored(service, service.handle().run());
  }

  private static TokenUsage stored(ModelService service, int firstRun) {
    ModelHandle handle = service.handle();
    try {
      return new StoreRecovery(LocalSpark.session(), handle.responses(), handle.price())
          .summarize().stream()
              .filter(segment -> segment.name().run() >= firstRun)
              .map(SegmentSummary::usage)
              .reduce(TokenUsage.ZERO, TokenUsage::plus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
