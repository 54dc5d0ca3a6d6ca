// SPDX-License-Identifier: Apache-2.0
/**
 * Resource agents of the Open Cluster Framework: where their scripts are, with which environment
 * they are called, and what their metadata means (OCF resource agent API 1.0 and 1.1). Start with
 * {@link dev.mainstay.agent.ocf.OcfResourceAgent}.
 */
@NullMarked
package dev.mainstay.agent.ocf;

import org.jspecify.annotations.NullMarked;
