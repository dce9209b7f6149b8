/**
 * Files and tables on any Hadoop file system: atomic writes, locks, published tables whose bytes
 * depend on their rows alone, and binary files that many tasks read. Depends on no stage.
 */
@NullMarked
package io.gristmill.jobs.storage;

import org.jspecify.annotations.NullMarked;
