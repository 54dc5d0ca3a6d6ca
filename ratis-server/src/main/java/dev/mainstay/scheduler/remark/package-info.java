// SPDX-License-Identifier: Apache-2.0
/**
 * What nobody can have meant in a configuration, although it is well-formed and the scheduler goes
 * on with it as Pacemaker does: dates that are none, machines that are not there, orders in a
 * circle. Nothing here changes a plan. Start reading at
 * {@link dev.mainstay.scheduler.remark.ConfigurationRemarks}.
 */
@NullMarked
package dev.mainstay.scheduler.remark;

import org.jspecify.annotations.NullMarked;
