/**
 * Settings: one annotated {@code reference.conf}, files and command-line values laid over it, read
 * once into one record a stage. Start at {@link io.gristmill.config.Settings}. All problems are
 * collected and reported together. Depends on {@code check}.
 */
@NullMarked
package io.gristmill.config;

import org.jspecify.annotations.NullMarked;
