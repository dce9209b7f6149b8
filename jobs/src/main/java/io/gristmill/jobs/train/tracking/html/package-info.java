/**
 * One HTML file that shows a training: {@link io.gristmill.jobs.train.tracking.html.HtmlReport}.
 * All it needs is in it, Chart.js (MIT) among that, so it may be sent and read anywhere.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.html;

import org.jspecify.annotations.NullMarked;
