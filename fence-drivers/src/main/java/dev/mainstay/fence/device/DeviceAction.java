// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence.device;

/** What is asked of a fence device, by the words of the fence agent API. */
public enum DeviceAction {
    OFF("off"), //
    REBOOT("reboot"), //
    ON("on"), //
    STATUS("status"), //
    MONITOR("monitor"), //
    LIST("list"), //
    VALIDATE("validate-all");

    private final String word;

    DeviceAction(String word) {
        this.word = word;
    }

    /** As the agent is told, and as it stands in {@code pcmk_<word>_timeout}. */
    public String word() {
        return word;
    }

    /** Whether it cuts a node off, so that delays between two fencing each other make sense. */
    public boolean cutsOff() {
        return this == OFF || this == REBOOT;
    }

    /** Whether it is about one node, not about the device. */
    public boolean hasTarget() {
        return cutsOff() || this == ON || this == STATUS;
    }
}
