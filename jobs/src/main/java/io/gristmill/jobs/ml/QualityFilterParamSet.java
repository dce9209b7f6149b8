package io.gristmill.jobs.ml;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.filter.FilterSearch;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.quality.FilterConfig;
import io.gristmill.quality.FilterPreset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The params of {@link QualityFilter}. */
public final class QualityFilterParamSet extends CurationParamSet {

  private static final long serialVersionUID = 1L;

  final Param<String> preset;
  final Param<String> rules;
  final Param<String> instructionCol;
  final Param<String> inputCol;
  final Param<String> outputCol;
  final Param<String> metadataCol;
  final Param<String> ruleCol;
  final Param<String> reasonCol;

  QualityFilterParamSet(Params stage) {
    super(stage);
    preset =
        new Param<>(
            stage,
            "preset",
            "which rules are on: default (broken records in any language), self-instruct or alpaca"
                + " (the rules of their released code, English only), none",
            ParamValidators.inArray(SimilarityParamSet.names(FilterPreset.values())));
    rules =
        new Param<>(
            stage,
            "rules",
            "settings of single rules in HOCON or JSON, with the keys below filter.rules in"
                + " reference.conf: length.instruction.min-words = 3, blocklist.enabled = true");
    instructionCol = new Param<>(stage, "instructionCol", "string column with the instruction");
    inputCol =
        new Param<>(stage, "inputCol", "string column with the input; empty if the data has none");
    outputCol =
        new Param<>(stage, "outputCol", "string column with the answer; the stage only reads it");
    metadataCol =
        new Param<>(
            stage,
            "metadataCol",
            "map<string,string> column whose entry messages is a whole conversation, which"
                + " exact-duplicate then compares; empty: none");
    ruleCol =
        new Param<>(
            stage, "ruleCol", "column that action mark adds: the first rule that the row violates");
    reasonCol =
        new Param<>(stage, "reasonCol", "column that action mark adds: the reason as a sentence");
  }

  @Override
  void setDefaults(Params stage) {
    super.setDefaults(stage);
    stage.setDefault(preset, SettingsReader.kebab(FilterPreset.DEFAULT));
    stage.setDefault(rules, "");
    stage.setDefault(instructionCol, ExamplesTable.INSTRUCTION);
    stage.setDefault(inputCol, ExamplesTable.INPUT);
    stage.setDefault(outputCol, ExamplesTable.OUTPUT);
    stage.setDefault(metadataCol, "");
    stage.setDefault(ruleCol, "rule");
    stage.setDefault(reasonCol, "reason");
  }

  /** Checks params and columns, and returns the schema of the result. */
  StructType transformSchema(QualityFilter stage, StructType schema) {
    FilterConfig config = config(stage);
    Columns columns = new Columns(stage, schema);
    columns.requireText(instructionCol, stage.getInstructionCol());
    columns.requireText(outputCol, stage.getOutputCol());
    if (!stage.getInputCol().isEmpty()) {
      columns.requireText(inputCol, stage.getInputCol());
    }
    if (!stage.getMetadataCol().isEmpty()) {
      columns.requireTextMap(metadataCol, stage.getMetadataCol());
    }
    if (FilterSearch.comparesRecords(config)) {
      columns.requireOrderable(orderCol, stage.getOrderCol());
    }
    boolean mark = stage.getAction().equals(MARK);
    if (mark) {
      columns.requireAbsent(ruleCol, stage.getRuleCol());
      columns.requireAbsent(reasonCol, stage.getReasonCol());
    }
    columns.throwIfAny();
    return mark
        ? schema
            .add(stage.getRuleCol(), DataTypes.StringType, true)
            .add(stage.getReasonCol(), DataTypes.StringType, true)
        : schema;
  }

  FilterConfig config(QualityFilter stage) {
    List<String> assignments = new ArrayList<>();
    assignments.add("filter.preset=" + stage.getPreset());
    String text = stage.getRules().strip();
    if (!text.isEmpty()) {
      assignments.add("filter.rules=" + (text.startsWith("{") ? text : "{" + text + "\n}"));
    }
    return read(stage, assignments, FilterConfig::read);
  }

  /** Returns a row as the columns of {@link ExamplesTable}; those of no rule are constants. */
  static Column[] columns(QualityFilter stage, Column position) {
    return Arrays.stream(ExamplesTable.SCHEMA.fields())
        .map(field -> column(stage, position, field).as(field.name()))
        .toArray(Column[]::new);
  }

  private static Column column(QualityFilter stage, Column position, StructField field) {
    return switch (field.name()) {
      case ExamplesTable.ID -> lit("-");
      case ExamplesTable.POSITION -> position;
      case ExamplesTable.INSTRUCTION -> text(stage.getInstructionCol());
      case ExamplesTable.INPUT -> text(stage.getInputCol());
      case ExamplesTable.OUTPUT -> text(stage.getOutputCol());
      case ExamplesTable.SOURCE, ExamplesTable.RECIPE -> lit("");
      case ExamplesTable.PARENTS -> expr("cast(array() as array<string>)");
      case ExamplesTable.METADATA -> metadata(stage.getMetadataCol());
      case ExamplesTable.SCORE -> lit(null).cast(field.dataType());
      default -> throw new IllegalStateException("nothing is known of column " + field.name());
    };
  }

  private static Column text(String column) {
    return column.isEmpty() ? lit("") : coalesce(Columns.of(column), lit(""));
  }

  /** Drops entries without a value, which examples do not have. */
  private static Column metadata(String column) {
    Column none = expr("cast(map() as map<string,string>)");
    if (column.isEmpty()) {
      return none;
    }
    String name = "`" + column.replace("`", "``") + "`";
    return coalesce(expr("map_filter(" + name + ", (k, v) -> v is not null)"), none);
  }
}
