@NullMarked
package io.gristmill.jobs.progress;

import org.jspecify.annotations.NullMarked;
