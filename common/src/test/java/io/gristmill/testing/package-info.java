/** What tests share: golden cases and builders. */
@NullMarked
package io.gristmill.testing;

import org.jspecify.annotations.NullMarked;
