/**
 * Models on disk in Hugging Face's layout: {@link io.gristmill.jobs.train.file.ModelDirectory} is
 * where to begin, {@link io.gristmill.jobs.train.file.AdapterDirectory} for adapters; {@link
 * io.gristmill.jobs.train.file.SafetensorsFile} and {@link
 * io.gristmill.jobs.train.file.SafetensorsWriter} read and write one file of tensors. Files are
 * hostile until checked.
 */
@NullMarked
package io.gristmill.jobs.train.file;

import org.jspecify.annotations.NullMarked;
