/**
 * Names the network or shared filesystem that a `statfs` type belongs to; null when SQLite's locks and shared memory can
 * be trusted on it. Source: the magic numbers of statfs(2) and linux/magic.h; virtiofs reports FUSE's.
 */
export const networkFilesystem = (type: bigint): string | null => networks.get(BigInt.asUintN(32, type)) ?? null

const networks: ReadonlyMap<bigint, string> = new Map([
  [0x6969n, "NFS"],
  [0x517bn, "SMB"],
  [0xff534d42n, "CIFS"],
  [0xfe534d42n, "SMB2"],
  [0x65735546n, "FUSE"],
  [0x01021997n, "9p"],
  [0x5346414fn, "AFS"],
  [0x6b414653n, "AFS"],
  [0x73757245n, "Coda"],
  [0x564cn, "NCP"],
  [0x00c36400n, "CephFS"],
  [0x01161970n, "GFS2"],
  [0x7461636fn, "OCFS2"],
  [0x0bd00bd0n, "Lustre"],
  [0x47504653n, "GPFS"],
  [0x786f4256n, "VirtualBox shared folder"],
  [0x7c7c6673n, "Parallels shared folder"],
  [0xbacbacbcn, "VMware shared folder"],
  [0x19830326n, "FhGFS"]
])
