/**
 * Model files in Hugging Face's layout. {@link io.gristmill.jobs.train.file.ModelDirectory} reads
 * and writes models, {@link io.gristmill.jobs.train.file.AdapterDirectory} writes LoRA adapters;
 * {@link io.gristmill.jobs.train.file.SafetensorsFile} and {@link
 * io.gristmill.jobs.train.file.SafetensorsWriter} read and write one safetensors file. {@link
 * io.gristmill.jobs.train.file.AtomicFiles} publishes files and directories when they are complete.
 * The content of files is not trusted before it is checked.
 */
@NullMarked
package io.gristmill.jobs.train.file;

import org.jspecify.annotations.NullMarked;
