/**
 * Descriptions of runs: {@link io.gristmill.manifest.RunRecord} ({@code run.json}) with one {@link
 * io.gristmill.manifest.StageRecord} per stage, and {@link io.gristmill.manifest.VersionManifest}
 * for a published data set version. They are stored as JSON by {@link
 * io.gristmill.manifest.JsonDocument}. Depends on {@code check}.
 */
@NullMarked
package io.gristmill.manifest;

import org.jspecify.annotations.NullMarked;
