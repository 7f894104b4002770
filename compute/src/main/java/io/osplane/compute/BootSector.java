package io.osplane.compute;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * A disk that boots on any x86 machine with a BIOS, and does nothing but say one line on the first
 * serial port: a whole server in 512 bytes, with nothing in it that could be missing.
 */
final class BootSector {
  private static final int SECTOR = 512;

  /** A BIOS counts in cylinders of half a mebibyte, and reads nothing from a disk without any. */
  private static final int DISK = 2 * 1024 * 1024;

  /**
   * Sends each byte of the text after it to the port 3F8h when the line status at 3FDh says that it
   * is free, and halts at a zero. The BIOS loads it to 7C00h.
   */
  private static final int[] PROGRAM = {
    0xFC, // cld
    0x31,
    0xC0, // xor ax, ax
    0x8E,
    0xD8, // mov ds, ax
    0xBE,
    0x21,
    0x7C, // mov si, text
    0xAC, // next: lodsb
    0x84,
    0xC0, // test al, al
    0x74,
    0x11, // jz halt
    0x88,
    0xC4, // mov ah, al
    0xBA,
    0xFD,
    0x03, // mov dx, 3FDh
    0xEC, // wait: in al, dx
    0xA8,
    0x20, // test al, 20h
    0x74,
    0xFB, // jz wait
    0xB2,
    0xF8, // mov dl, F8h
    0x88,
    0xE0, // mov al, ah
    0xEE, // out dx, al
    0xEB,
    0xEA, // jmp next
    0xF4, // halt: hlt
    0xEB,
    0xFD // jmp halt
  };

  /** One partition from the second sector on: Nova boots no disk that has none. */
  private static final int[] PARTITION = {0x80, 0, 2, 0, 0xDA, 0, 2, 0, 1, 0, 0, 0, 1, 0, 0, 0};

  private static final int PARTITIONS = 446;

  private BootSector() {}

  /**
   * The disk's bytes.
   *
   * @param text ASCII, at most 400 characters
   */
  static byte[] saying(String text) {
    byte[] disk = new byte[DISK];
    put(PROGRAM, disk, 0);
    put(PARTITION, disk, PARTITIONS);
    byte[] line = Arrays.copyOf((text + "\r\n").getBytes(US_ASCII), text.length() + 3);
    System.arraycopy(line, 0, disk, PROGRAM.length, line.length);
    disk[SECTOR - 2] = 0x55;
    disk[SECTOR - 1] = (byte) 0xAA;
    return disk;
  }

  private static void put(int[] bytes, byte[] disk, int at) {
    for (int i = 0; i < bytes.length; i++) {
      disk[at + i] = (byte) bytes[i];
    }
  }
}
