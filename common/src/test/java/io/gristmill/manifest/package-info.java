/** Tests of manifests. */
@NullMarked
package io.gristmill.manifest;

import org.jspecify.annotations.NullMarked;
