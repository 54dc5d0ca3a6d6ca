// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli.resource;

import picocli.CommandLine.Command;

/** The family of groups; it stands below {@code resource} and, for short, at the top. */
@Command(
        name = "group",
        description = "Groups: resources that run together, in order.",
        subcommands = {GroupAddCommand.class, GroupDeleteCommand.class, GroupListCommand.class})
public final class GroupCommand {}
