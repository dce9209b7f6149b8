/**
 * Settings: the defaults of an annotated {@code reference.conf}, overridden by a file and by the
 * command line, and read once into one record per stage. Start at {@link
 * io.gristmill.config.Settings}. All problems are collected and reported together. Depends on
 * {@code check}.
 */
@NullMarked
package io.gristmill.config;

import org.jspecify.annotations.NullMarked;
