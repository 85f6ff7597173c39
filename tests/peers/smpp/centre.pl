#!/usr/bin/perl
# A message centre on Perl's Net::SMPP, a second opinion beside npm smpp: one session, one citizen's message, and a receipt
# for each answer. What happens goes to standard output, a line an event; the first one names the port, which the kernel chose.
use strict;
use warnings;
use Net::SMPP;

$| = 1;
my $listener = Net::SMPP->new_listen('127.0.0.1', port => 0, smpp_version => 0x34, interface_version => 0x34, async => 1)
  or die "cannot listen: $!";
print 'listening ', $listener->sockport, "\n";
my $session = $listener->accept or die "nobody came: $!";
$session->set_version(0x34);
my %citizen = (source_addr_ton => 1, source_addr_npi => 1, source_addr => '6281200000703', destination_addr => '2345', async => 1);
while (my $pdu = $session->read_pdu()) {
    my ($command, $seq) = ($pdu->{cmd}, $pdu->{seq});
    if ($command == 0x00000009) {
        print "bind $pdu->{system_id}\n";
        $session->bind_transceiver_resp(system_id => 'PERL', seq => $seq);
        $session->deliver_sm(%citizen, short_message => 'LAPOR bapak tua tidur di emperan pasar');
    } elsif ($command == 0x80000005) {
        print "delivered $pdu->{status}\n";
    } elsif ($command == 0x00000004) {
        $session->submit_sm_resp(message_id => "42-$seq", seq => $seq);
        (my $text = $pdu->{short_message}) =~ s/\s+/ /g;
        print "submit $pdu->{destination_addr} $text\n";
        $session->deliver_sm(%citizen, esm_class => 4, short_message =>
              "id:42-$seq sub:001 dlvrd:001 submit date:2611222251 done date:2611222251 stat:DELIVRD err:000 text:");
    } elsif ($command == 0x00000015) {
        $session->enquire_link_resp(seq => $seq);
    } elsif ($command == 0x00000006) {
        print "unbind\n";
        $session->unbind_resp(seq => $seq);
        last;
    }
}
