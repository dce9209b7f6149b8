/**
 * One budget for a whole job: requests and tokens a minute, calls in flight, money. {@link
 * io.gristmill.llm.budget.Budget} stands on the driver and leases to {@link
 * io.gristmill.llm.budget.Quota}, one in each executor's process; what carries {@link
 * io.gristmill.llm.budget.LeaseRequest} and {@link io.gristmill.llm.budget.Grant} between them is
 * not known here. No clock is read but by {@code Quota.acquire}.
 */
@NullMarked
package io.gristmill.llm.budget;

import org.jspecify.annotations.NullMarked;
