// SPDX-License-Identifier: Apache-2.0
/**
 * Resources that are units of systemd: what its manager is asked over D-Bus, and what its answers
 * mean as results of start, stop and monitor. Only {@code SystemdBus} and {@code BusLink} know the
 * D-Bus library; the errands know the port {@link dev.mainstay.agent.systemd.Systemd} alone. Start
 * with {@link dev.mainstay.agent.systemd.SystemdResourceAgent}, then {@code UnitErrand}.
 */
@NullMarked
package dev.mainstay.agent.systemd;

import org.jspecify.annotations.NullMarked;
