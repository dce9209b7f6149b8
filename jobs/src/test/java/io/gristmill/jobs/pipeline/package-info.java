@NullMarked
package io.gristmill.jobs.pipeline;

import org.jspecify.annotations.NullMarked;
