// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.service;

import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;

/** One file in the answer to ListUnitFiles; the library reads the fields by their positions. */
public final class FileRow extends Struct {
    @Position(0)
    public final String path;
    @Position(1)
    public final String state = "disabled";

    FileRow(String path) {
        this.path = path;
    }
}
