/**
 * One budget for a whole job: requests and tokens per minute, concurrency, money. {@link
 * io.gristmill.llm.budget.Budget} runs on the driver and grants leases to {@link
 * io.gristmill.llm.budget.Quota}, one in each executor process. The transport of {@link
 * io.gristmill.llm.budget.LeaseRequest} and {@link io.gristmill.llm.budget.Grant} between them is
 * outside this package. Only {@code Quota.acquire} reads the clock.
 */
@NullMarked
package io.gristmill.llm.budget;

import org.jspecify.annotations.NullMarked;
