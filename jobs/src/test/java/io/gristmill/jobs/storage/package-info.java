@NullMarked
package io.gristmill.jobs.storage;

import org.jspecify.annotations.NullMarked;
