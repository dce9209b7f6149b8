/** Golden cases and builders shared by tests. */
@NullMarked
package io.gristmill.testing;

import org.jspecify.annotations.NullMarked;
