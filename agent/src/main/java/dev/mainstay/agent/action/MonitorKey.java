// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.action;

import java.time.Duration;

/** What makes a recurring monitor one of its own: at most one definition per key. */
public record MonitorKey(String resource, String role, Duration interval) {}
