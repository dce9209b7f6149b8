/**
 * DJL's PyTorch behind {@link io.gristmill.jobs.train.tensor.Backend}: {@link
 * io.gristmill.jobs.train.engine.PyTorch} is the one entrance, and no other package sees DJL's
 * tensors. Three things that break DJL are kept out here: its scalar operations under autograd (a
 * use after free), its BF16 type (the process dies) and its downloads.
 */
@NullMarked
package io.gristmill.jobs.train.engine;

import org.jspecify.annotations.NullMarked;
