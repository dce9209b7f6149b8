/** Tests of the rehearsal's answers and its injected faults. */
@NullMarked
package io.gristmill.rehearsal;

import org.jspecify.annotations.NullMarked;
