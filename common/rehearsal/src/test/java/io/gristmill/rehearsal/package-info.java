/** Tests of the rehearsal's answers, of its injected faults, and of every recipe over it. */
@NullMarked
package io.gristmill.rehearsal;

import org.jspecify.annotations.NullMarked;
