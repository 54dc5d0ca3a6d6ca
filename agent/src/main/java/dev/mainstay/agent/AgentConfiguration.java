// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one node agent.
 *
 * @param nodeName the cluster's name for this machine
 * @param stateDirectory the node's folder; the agent uses {@code agent/} in it, created where
 *        missing
 * @param ocfRoots folders with {@code provider/type}, searched in order after the shipped agents
 * @param toolDirectories put before everything else in the PATH of resource agents
 * @param privileges whether the places of the whole system are used, or only the state folder
 * @param killGrace from TERM to KILL of a process group
 * @param services where systemd and init scripts are found
 * @param alertUser the account that alert agents run as; empty for the usual one, see
 *        {@link dev.mainstay.agent.alert.AlertUser}
 */
public record AgentConfiguration(String nodeName, Path stateDirectory, List<Path> ocfRoots,
        List<Path> toolDirectories, Privileges privileges, Duration killGrace,
        ServicePlaces services, Optional<String> alertUser) {
    /** Variable that every process of this node's session carries, for fencing to find it. */
    public static final String SESSION_VARIABLE = "MAINSTAY_NODE";

    private static final Duration KILL_GRACE = Duration.ofSeconds(2);
    private static final Path OCF_ROOT = Path.of("/usr/lib/ocf/resource.d");

    /** Where resource agents may keep their own records. */
    public enum Privileges {
        /** {@code /run/resource-agents}, as on a machine that belongs to the cluster. */
        SYSTEM,
        /** Below the state folder: several nodes on one machine, or no root. */
        CONFINED
    }

    public AgentConfiguration {
        stateDirectory = stateDirectory.toAbsolutePath().normalize();
        ocfRoots = List.copyOf(ocfRoots);
        toolDirectories = List.copyOf(toolDirectories);
    }

    /** The usual settings of a node that keeps everything in its own folder. */
    public static AgentConfiguration confined(String nodeName, Path stateDirectory) {
        return new AgentConfiguration(nodeName, stateDirectory, List.of(OCF_ROOT), List.of(),
                Privileges.CONFINED, KILL_GRACE, ServicePlaces.usual(),
                Optional.empty());
    }

    /** The usual settings of a machine that belongs to the cluster. */
    public static AgentConfiguration system(String nodeName, Path stateDirectory) {
        return new AgentConfiguration(nodeName, stateDirectory, List.of(OCF_ROOT), List.of(),
                Privileges.SYSTEM, KILL_GRACE, ServicePlaces.usual(),
                Optional.empty());
    }

    public AgentConfiguration withOcfRoots(List<Path> roots) {
        return new AgentConfiguration(nodeName, stateDirectory, roots, toolDirectories, privileges,
                killGrace, services, alertUser);
    }

    public AgentConfiguration withToolDirectories(List<Path> directories) {
        return new AgentConfiguration(nodeName, stateDirectory, ocfRoots, directories, privileges,
                killGrace, services, alertUser);
    }

    /** Behind the folders that were configured, which may hold better tools. */
    AgentConfiguration withStandIns(Path folder) {
        List<Path> folders = new ArrayList<>(toolDirectories);
        folders.add(folder);
        return withToolDirectories(folders);
    }

    public AgentConfiguration withKillGrace(Duration grace) {
        return new AgentConfiguration(nodeName, stateDirectory, ocfRoots, toolDirectories,
                privileges, grace, services, alertUser);
    }

    public AgentConfiguration withServices(ServicePlaces places) {
        return new AgentConfiguration(nodeName, stateDirectory, ocfRoots, toolDirectories,
                privileges, killGrace, places, alertUser);
    }

    public AgentConfiguration withAlertUser(Optional<String> user) {
        return new AgentConfiguration(nodeName, stateDirectory, ocfRoots, toolDirectories,
                privileges, killGrace, services, user);
    }

    /** Value of {@link #SESSION_VARIABLE}: {@code node@state folder}. */
    public String sessionMarker() {
        return sessionMarker(nodeName, stateDirectory);
    }

    /** The marker of any node's session, for whoever starts or fences it. */
    public static String sessionMarker(String nodeName, Path stateDirectory) {
        return nodeName + "@" + stateDirectory.toAbsolutePath().normalize();
    }
}
