/** Tests of the rehearsal over HTTP. */
@NullMarked
package io.gristmill.rehearsal.server;

import org.jspecify.annotations.NullMarked;
