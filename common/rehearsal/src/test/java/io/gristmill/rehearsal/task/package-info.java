/** Tests of the rehearsal's tasks. */
@NullMarked
package io.gristmill.rehearsal.task;

import org.jspecify.annotations.NullMarked;
