/**
 * What a run leaves behind about itself: {@link io.gristmill.manifest.RunRecord} ({@code run.json})
 * with one {@link io.gristmill.manifest.StageRecord} a stage, and {@link
 * io.gristmill.manifest.VersionManifest} for a published data set version. Plain JSON through
 * {@link io.gristmill.manifest.JsonDocument}. Depends on {@code check}.
 */
@NullMarked
package io.gristmill.manifest;

import org.jspecify.annotations.NullMarked;
