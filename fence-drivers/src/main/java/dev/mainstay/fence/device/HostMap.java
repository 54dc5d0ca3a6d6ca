// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.device;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which nodes a device serves and what it calls them: {@code pcmk_host_map}
 * ({@code n1:1;n2:2,3}, with backslash before what is meant literally) and {@code pcmk_host_list}.
 */
public record HostMap(Map<String, String> ports, Set<String> listed) {

    /** Of a device's options. */
    public static HostMap of(FenceDevice device) {
        return new HostMap(device.parameter("pcmk_host_map")
                .map(HostMap::parseMap)
                .orElseGet(Map::of),
                device.parameter("pcmk_host_list")
                        .map(HostMap::parseList)
                        .orElseGet(Set::of));
    }

    /** Whether the options name any node. */
    public boolean isEmpty() {
        return ports.isEmpty() && listed.isEmpty();
    }

    /** Whether the options name this node. */
    public boolean names(String node) {
        return ports.containsKey(node) || listed.contains(node);
    }

    /** What the device calls the node; its own name where nothing else is said. */
    public String port(String node) {
        return Optional.ofNullable(ports.get(node)).orElse(node);
    }

    private static Set<String> parseList(String text) {
        Set<String> nodes = new LinkedHashSet<>();
        for (String node : text.split("[,;\\s]+")) {
            if (!node.isEmpty()) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** Entries that have no colon, or nothing on one side of it, name nobody. */
    static Map<String, String> parseMap(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        StringBuilder word = new StringBuilder();
        Optional<String> node = Optional.empty();
        boolean literal = false;
        for (char c : (text + ";").toCharArray()) {
            if (literal) {
                word.append(c);
                literal = false;
            } else if (c == '\\') {
                literal = true;
            } else if (c == ':' && node.isEmpty()) {
                node = Optional.of(word.toString());
                word.setLength(0);
            } else if (c == ';' || Character.isWhitespace(c)) {
                String port = word.toString();
                node.filter(name -> !name.isEmpty() && !port.isEmpty())
                        .ifPresent(name -> map.put(name, port));
                node = Optional.empty();
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        return map;
    }
}
