@NullMarked
package io.gristmill.jobs.task;

import org.jspecify.annotations.NullMarked;
