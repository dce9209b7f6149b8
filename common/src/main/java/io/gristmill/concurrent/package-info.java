/** Threads that do not keep the JVM alive: {@link io.gristmill.concurrent.Daemons}. */
@NullMarked
package io.gristmill.concurrent;

import org.jspecify.annotations.NullMarked;
