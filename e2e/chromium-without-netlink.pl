#!/usr/bin/perl
# Chromium with the same arguments, but deaf to what becomes of the machine's network interfaces. Whenever one comes or
# goes, it breaks off every connection that is being made (ERR_NETWORK_CHANGED), and Docker makes and removes interfaces
# all the time here. It hears of them by netlink sockets: a seccomp filter denies these, and it takes itself for online.
use strict;
use warnings;
use POSIX ();

my ($socket, $prctl) = (POSIX::uname())[4] eq 'aarch64' ? (198, 167) : (41, 157);
my ($load, $jumpIfEqual, $return) = (0x20, 0x15, 0x06);
my ($netlink, $unsupported, $allow) = (16, 0x00050000 | 97, 0x7fff0000);
# Operation, steps to skip when true, when false, operand. The number of the call stands at 0, its first argument at 16.
my @filter = (
    [$load, 0, 0, 0],
    [$jumpIfEqual, 0, 3, $socket],
    [$load, 0, 0, 16],
    [$jumpIfEqual, 0, 1, $netlink],
    [$return, 0, 0, $unsupported],
    [$return, 0, 0, $allow],
);
my $filter = join '', map { pack 'SCCL', @$_ } @filter;
my $program = pack 'Sx6P', scalar @filter, $filter;
my ($noNewPrivileges, $seccomp, $modeFilter) = (38, 22, 2);
syscall($prctl, $noNewPrivileges, 1, 0, 0, 0) == 0 or die "prctl: $!";
syscall($prctl, $seccomp, $modeFilter, $program, 0, 0) == 0 or die "seccomp: $!";
exec $ENV{HOLDFAST_CHROMIUM} // '/usr/bin/chromium', @ARGV or die "chromium: $!";
