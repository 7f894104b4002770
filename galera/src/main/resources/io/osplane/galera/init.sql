flush privileges;
create database osplane;
create table osplane.probe (id int primary key, told varchar(64) not null) engine=InnoDB;
