/**
 * Exports examples as training files: one folder per format, loadable by Hugging Face {@code
 * datasets}, with a data set card. Start at {@link io.gristmill.jobs.export.ExportStage}; the
 * formats are in {@code io.gristmill.format}.
 */
@NullMarked
package io.gristmill.jobs.export;

import org.jspecify.annotations.NullMarked;
