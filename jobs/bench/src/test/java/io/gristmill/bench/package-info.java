/** Tests of what is measured and on what; times are not tested. */
@NullMarked
package io.gristmill.bench;

import org.jspecify.annotations.NullMarked;
