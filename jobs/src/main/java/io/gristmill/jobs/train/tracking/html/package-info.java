/**
 * The HTML report of a training: {@link io.gristmill.jobs.train.tracking.html.HtmlReport} writes
 * one self-contained file, including Chart.js (MIT), that can be sent and opened anywhere.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.html;

import org.jspecify.annotations.NullMarked;
