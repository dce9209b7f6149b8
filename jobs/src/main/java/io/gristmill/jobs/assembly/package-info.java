/**
 * Builds runs from settings: the catalog of stages, the checks of a requested run, recipes and
 * earlier runs.
 */
@NullMarked
package io.gristmill.jobs.assembly;

import org.jspecify.annotations.NullMarked;
