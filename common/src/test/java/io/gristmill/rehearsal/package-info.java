/** Tests of what the rehearsal answers and how it misbehaves. */
@NullMarked
package io.gristmill.rehearsal;

import org.jspecify.annotations.NullMarked;
